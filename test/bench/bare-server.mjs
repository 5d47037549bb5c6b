// What ingest is compared with: node:http that reads the body and parses it, and does nothing more.
import { createServer } from 'node:http'

const server = createServer((request, response) => {
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    const { events } = JSON.parse(Buffer.concat(chunks).toString())
    response.writeHead(202, { 'content-type': 'application/json' })
    response.end(`{"accepted":${events.length}}`)
  })
})
server.listen(0, '127.0.0.1', () =>
  console.log(`listens on http://127.0.0.1:${server.address().port},`),
)
