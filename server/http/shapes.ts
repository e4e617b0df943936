// The parts that request bodies share.
import { z } from "zod"
import { LINK_SECRET_LENGTH, type LinkSecret } from "../../shared/ids.ts"
import { cleanName, MAX_NAME_LENGTH } from "../../shared/presence.ts"
import { roles } from "../../shared/roles.ts"

export const roleShape = z.enum(roles)

/** Twice what is shown: names are cleaned, which may shorten them. */
export const nameShape = z
  .string()
  .max(MAX_NAME_LENGTH * 2)
  .refine(name => cleanName(name) !== "", "must have a letter")
export const colorShape = z.string().regex(/^#[0-9a-f]{6}$/i, "must be like #2f68b0")
export const looksShape = z.object({ name: nameShape, color: colorShape })

const secretPattern = new RegExp(`^[A-Za-z0-9_-]{${LINK_SECRET_LENGTH}}$`)
/** Another length is another secret: it is not there, rather than malformed. */
export const secretShape = z.string().max(200)
export const isSecret = (value: string): value is LinkSecret => secretPattern.test(value)

/** ms since 1970 */
export const timeShape = z.int().min(0)

/** A choice in a query, and what it is where it is absent. */
export const yesOrNo = (absent: "true" | "false") =>
  z
    .enum(["true", "false"])
    .default(absent)
    .transform(answer => answer === "true")
