// Which pages may make a browser write here: those of the configured origins. Sockets have the same rule (WR7).
import type { MiddlewareHandler } from "hono"
import { problemResponse } from "./problems.ts"

/**
 * Refuses writes from pages of other origins. A request without Origin comes from a program, not a page, unless it
 * carries a cookie: then it is a browser that hides where it comes from.
 */
export function checkOrigin(origins: readonly string[]): MiddlewareHandler {
  return async (context, next) => {
    if (context.req.method === "GET" || context.req.method === "HEAD") return next()
    const origin = context.req.header("origin")
    const isOurs = origin === undefined ? !context.req.header("cookie") : origins.includes(origin)
    return isOurs ? next() : problemResponse("forbiddenOrigin")
  }
}
