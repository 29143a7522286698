/** What the sandbox says when it does not do what a page asks. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    /** A word that the page knows sentences for. */
    readonly refused: string,
    /** What is wrong with which field. */
    readonly fields: Record<string, string>,
    text: string,
  ) {
    super(text)
  }
}

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const request: RequestInit = { method }
  if (body !== undefined) {
    request.headers = { 'Content-Type': 'application/json' }
    request.body = JSON.stringify(body)
  }
  const answer = await fetch(path, request)
  const told = await answer.json().catch(() => ({}))
  if (answer.ok) return told as T
  const text = told.error ?? told.refused ?? `HTTP ${answer.status}`
  throw new Refusal(answer.status, told.refused ?? '', told.fields ?? {}, text)
}

export const get = <T>(path: string) => ask<T>('GET', path)
export const post = <T>(path: string, body: unknown = {}) => ask<T>('POST', path, body)
