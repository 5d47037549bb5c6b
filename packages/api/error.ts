// What a client throws where the collector says no, or nothing.

export interface Problem {
  readonly status: number
  readonly title: string
  readonly code?: string
  /** Where in the request the fault is. */
  readonly path?: string | undefined
  /** What would have been right there. */
  readonly detail?: string | undefined
  readonly retryAfterMs?: number | undefined
  readonly cause?: unknown
}

/** The problem details of an answer (RFC 9457). */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  /** 0 where there was no answer. */
  readonly status: number
  /** Tells faults apart, for good: `ask_invalid`, `role_too_low` … '' where the answer was not the collector's. */
  readonly code: string
  readonly path: string | undefined
  /** What would have been right there, where the collector says so. */
  readonly detail: string | undefined
  readonly retryAfterMs: number | undefined

  constructor({ status, title, code = '', path, detail, retryAfterMs, cause }: Problem) {
    const where = path ? `${title} (${path})` : title
    super(detail ? `${where} ${detail}` : where, { cause })
    this.status = status
    this.code = code
    this.path = path
    this.detail = detail
    this.retryAfterMs = retryAfterMs
  }
}

export async function errorOf(response: Response): Promise<ApiError> {
  const told: unknown = await response.json().catch(() => null)
  const { title, code, path, detail } = (told ?? {}) as Readonly<Record<string, unknown>>
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return new ApiError({
    status: response.status,
    title: typeof title === 'string' ? title : `The collector answered ${response.status}.`,
    code: typeof code === 'string' ? code : '',
    path: typeof path === 'string' ? path : undefined,
    detail: typeof detail === 'string' ? detail : undefined,
    retryAfterMs: seconds >= 0 ? seconds * 1000 : undefined,
  })
}
