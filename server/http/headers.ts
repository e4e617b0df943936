// What browsers are told to refuse on our pages. Rule HT4.
import type { MiddlewareHandler } from "hono"
import { secureHeaders } from "hono/secure-headers"

/**
 * Of all pages only a room without its bars may stand in a frame: what is in it is there to be read, by a token in its
 * address, and a cookie does not reach it.
 *
 * @param origins where people reach the server; sockets go there too.
 */
export function securityHeaders(origins: readonly string[]): MiddlewareHandler {
  const page = headersFor(origins, { isFramed: false })
  const frame = headersFor(origins, { isFramed: true })
  return (context, next) => {
    const isFramed = context.req.path.startsWith("/r/") && context.req.query("embed") !== undefined
    return isFramed ? frame(context, next) : page(context, next)
  }
}

function headersFor(origins: readonly string[], { isFramed }: { isFramed: boolean }): MiddlewareHandler {
  // Not every browser counts the page's own socket as 'self'.
  const sockets = origins.map(origin => origin.replace(/^http/, "ws"))
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      // Inline styles: carets have the colour of their person, and an open dialog locks the page behind it, both from
      // packages that write style elements and attributes. Inline script stays out.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", "data:", "blob:"],
      connectSrc: ["'self'", ...sockets],
      workerSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: [isFramed ? "*" : "'none'"],
    },
    xFrameOptions: isFramed ? false : "DENY",
    referrerPolicy: "no-referrer",
    crossOriginOpenerPolicy: "same-origin",
    // Whether a host is https for good is for whoever runs the proxy to promise.
    strictTransportSecurity: false,
  })
}
