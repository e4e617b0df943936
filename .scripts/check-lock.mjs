// Checks package-lock.json: no registry host, no download address, and every optional dependency present, so that
// `npm ci` works on the platforms this machine is not.
import { readFileSync } from "node:fs"

const text = readFileSync("package-lock.json", "utf8")
const packages = JSON.parse(text).packages

/** Looks a dependency up as Node does: in the package's own node_modules, then in each parent's. */
function isLocked(from, name) {
  for (let base = from; ; ) {
    if (packages[`${base ? `${base}/` : ""}node_modules/${name}`]) return true
    if (!base) return false
    const cut = base.lastIndexOf("/node_modules/")
    base = cut < 0 ? "" : base.slice(0, cut)
  }
}

const faults = []
for (const [at, entry] of Object.entries(packages)) {
  for (const name of Object.keys(entry.optionalDependencies ?? {}))
    if (!isLocked(at, name)) faults.push(`${at || "the project"}: optional ${name} is not in the lock`)
  if (at && !entry.link && !entry.integrity) faults.push(`${at}: no integrity`)
}
if (text.includes('"resolved"'))
  faults.push("the lock names download addresses: see omit-lockfile-registry-resolved in .npmrc")
if (/registry\.[a-z]/.test(text)) faults.push("the lock names a registry host")

for (const fault of faults) console.error(fault)
process.exitCode = faults.length > 0 ? 1 : 0
