// The templates a canvas can be made from, as the server lists them.
import { apiPaths } from "../../shared/api.ts"
import { parseTemplate, type Template } from "../../shared/model/blocks.ts"
import { type Answer, request } from "../api.ts"

/** Of those it lists, the well-formed. */
export async function getTemplates(): Promise<Answer<Template[]>> {
  const answer = await request<unknown>("GET", apiPaths.templates)
  if (!answer.ok) return answer
  const listed = Array.isArray(answer.value) ? answer.value.map(parseTemplate) : []
  return { ok: true, value: listed.flatMap(parsed => (parsed.ok ? [parsed.template] : [])) }
}
