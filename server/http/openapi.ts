// The API as an OpenAPI document, written from the declarations by which it is served: the schemas in it are the ones
// that bodies are checked against. Answers are named by their types in shared/api.ts.
import { type ZodType, z } from "zod"
import { apiPaths } from "../../shared/api.ts"
import type { Api, Declared } from "./api.ts"

export function openApiRoutes(api: Api, version: string): void {
  api.open(
    {
      method: "get",
      path: apiPaths.openApi,
      summary: "This interface as an OpenAPI document",
      answer: "200 OpenAPI 3.1 document",
    },
    ({ context }) => context.json(openApiDocument(api.operations, version)),
  )
}

export function openApiDocument(operations: readonly Declared[], version: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const operation of operations) {
    const path = operation.path.replace(/:(\w+)/g, "{$1}")
    paths[path] = { ...paths[path], [operation.method]: describe(operation) }
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Ninefold",
      version,
      description:
        "Browsers are known by a cookie that the server sets; programs by a token in `Authorization: Bearer`. Whoever has no place in a room gets the same answer as for a room that does not exist.",
    },
    security: [{ token: [] }, { cookie: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer" },
        cookie: { type: "apiKey", in: "cookie", name: "ninefold-guest" },
      },
      responses: {
        Problem: {
          description: "A refusal (RFC 9457)",
          content: { "application/problem+json": { schema: problemSchema } },
        },
      },
    },
  }
}

const problemSchema = z.toJSONSchema(
  z.object({ type: z.string(), title: z.string(), status: z.int(), detail: z.string().optional() }),
)

function describe({ path, summary, needs, answer, body, takesFile, query }: Declared): object {
  const [status = "200", ...type] = answer.split(" ")
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }))
  const parameters = [...inPath, ...(query ? parametersOf(query) : [])]
  return {
    summary,
    ...(needs && { description: `Needs the role "${needs}" or a stronger one in the room.` }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: true,
        content: {
          "application/json": { schema: z.toJSONSchema(body, { io: "input", unrepresentable: "any" }) },
        },
      },
    }),
    ...(takesFile && { requestBody: { required: true, content: { "application/octet-stream": {} } } }),
    responses: {
      [status]: { description: type.join(" ") },
      default: { $ref: "#/components/responses/Problem" },
    },
  }
}

/** The fields of a query's schema, as OpenAPI lists them. */
function parametersOf(query: ZodType): object[] {
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: "input", unrepresentable: "any" })
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }))
}
