// The inline snippet: holds calls made before the tag has loaded.
type Stub = { (...call: unknown[]): void; q?: unknown[] }
const page = window as Window & { tm?: Stub }
page.tm ??= (...call) => {
  ;(page.tm!.q ??= []).push(call)
}
