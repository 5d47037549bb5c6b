// Starts a program of ours beside us, and ends it.
import { spawn } from 'node:child_process'

/** What the collector says once it can be reached, with its address. */
export const LISTENS = /listens on (\S+?),/

/** Resolves with the process and what `what` finds in its output; rejects where it ends before. */
export function launch(args, env, what = LISTENS) {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    let output = ''
    child.stdout.on('data', (text) => {
      output += text
      const found = what.exec(output)
      if (found) resolve({ child, found })
    })
    child.once('exit', (code) => reject(new Error(`${args[0]} ended with ${code}: ${output}`)))
  })
}

/** Asks it to stop, and waits until it has. */
export function end(child) {
  return new Promise((resolve) => {
    child.once('exit', resolve)
    child.kill('SIGTERM')
  })
}
