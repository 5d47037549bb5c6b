// Finds the route of a request in the route table.
import { fail } from '../errors.ts'
import type { Route } from './call.ts'

export interface Match {
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

/** Throws `Fault`: `not_found`, or `method_not_allowed` where only another method is known. HEAD is a GET. */
export type Router = (method: string, path: string) => Match

export function createRouter(routes: readonly Route[]): Router {
  const rows = routes.map((route) => ({ route, form: formOf(route.path) }))
  return (method, path) => {
    const asked = method === 'HEAD' ? 'GET' : method
    const allow: string[] = []
    for (const { route, form } of rows) {
      const found = form.exec(path)
      if (!found) continue
      if (route.method === asked) return { route, params: found.groups ?? {} }
      allow.push(route.method)
    }
    return allow.length > 0 ? fail('method_not_allowed', { allow }) : fail('not_found')
  }
}

function formOf(path: string): RegExp {
  const form = path
    .replaceAll('.', '\\.')
    .replaceAll(/:(\w+)/g, '(?<$1>[\\w-]{1,64})')
    .replace(/\*$/, '(?<rest>.*)')
  return new RegExp(`^${form}$`)
}
