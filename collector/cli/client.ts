// Talks to the collector that runs on this machine, with the secret it left in its data folder.
import { Agent, request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { readCliToken } from '../accounts/cli-token.ts'

export interface Client {
  /** Asks, and reads the answer whole. */
  readonly ask: (method: string, path: string, body?: string) => Promise<ClientAnswer>
  /** Asks, and leaves the answer to be read. */
  readonly open: (path: string, asked?: Asked) => Promise<IncomingMessage>
  readonly close: () => void
}

/** A GET without a body, where nothing else is said. */
export interface Asked {
  readonly method: string
  readonly body?: string
}

export interface ClientAnswer {
  readonly status: number
  readonly body: string
}

/** No collector runs on this data folder. */
export class NotRunning extends Error {
  override readonly name = 'NotRunning'
}

/** Throws `NotRunning` where no collector has left its secret. */
export async function connect(dataFolder: string): Promise<Client> {
  const token = await readCliToken(dataFolder)
  if (!token)
    throw new NotRunning(`no collector runs on ${dataFolder}: start one with \`tidemark serve\``)
  const agent = new Agent({ keepAlive: true })

  function send(method: string, path: string, body?: string): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${token?.secret}`,
        host: token?.host,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      }
      const asked = request(`${token?.url}${path}`, { method, headers, agent }, resolve)
      asked.on('error', reject)
      asked.end(body)
    })
  }

  return {
    ask: async (method, path, body) => {
      const answer = await send(method, path, body)
      return { status: answer.statusCode ?? 0, body: await text(answer) }
    },
    open: (path, { method, body } = { method: 'GET' }) => send(method, path, body),
    close: () => agent.destroy(),
  }
}
