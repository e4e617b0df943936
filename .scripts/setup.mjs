// What `npm start` and `npm test` need first: packages installed, sources built, a browser and an office to test with. Each step
// does nothing when its work is already done. Node built-ins only: it runs before anything is installed.
import { spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import path from "node:path"
import { findBrowser } from "./find-browser.mjs"
import { findOffice, findPoppler } from "./find-office.mjs"

const root = path.resolve(import.meta.dirname, "..")
const at = (...parts) => path.join(root, ...parts)

function fail(message) {
  console.error(`\n${message}\n`)
  process.exit(1)
}

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: "inherit", ...options })
  if (result.status !== 0)
    fail(`Failed: ${command} ${args.join(" ")}${result.error ? ` (${result.error.message})` : ""}`)
}

/** Runs the npm that runs this script, so that both read the same lock the same way. */
function npm(...args) {
  const cli = process.env.npm_execpath
  if (cli && /\.c?js$/.test(cli)) run(process.execPath, [cli, ...args])
  else if (process.platform === "win32") run("npm.cmd", args, { shell: true })
  else run("npm", args)
}

/** The newest modification time at or below a path, in ms; 0 where nothing is there. */
function newest(place) {
  const stats = statSync(place, { throwIfNoEntry: false })
  if (!stats) return 0
  if (!stats.isDirectory()) return stats.mtimeMs
  return Math.max(stats.mtimeMs, ...readdirSync(place).map(name => newest(path.join(place, name))))
}

function install() {
  const [major, minor] = process.versions.node.split(".").map(Number)
  const supported = (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major > 22
  if (!supported) fail(`Ninefold needs Node 20.19, 22.13 or newer; this is Node ${process.versions.node}.`)
  const wanted = createHash("sha256")
    .update(readFileSync(at("package-lock.json")))
    .update(`${process.platform}-${process.arch}-${process.versions.modules}`)
    .digest("hex")
  const stamp = at("node_modules", ".setup-stamp")
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return
  console.log("Installing packages …")
  npm("ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error")
  writeFileSync(stamp, wanted)
}

function build() {
  const stamp = at("dist", ".stamp")
  const sources = ["client", "server", "shared", "seeds", "package-lock.json"].map(name => newest(at(name)))
  if (!process.argv.includes("--force") && newest(stamp) > Math.max(...sources)) return
  console.log("Building …")
  const vite = at("node_modules", "vite", "bin", "vite.js")
  for (const side of ["client", "server"])
    run(process.execPath, [vite, "build", "--config", at(side, "vite.config.ts"), "--logLevel", "warn"])
  mkdirSync(at("dist"), { recursive: true })
  writeFileSync(stamp, "")
}

function isDebianRoot() {
  if (process.platform !== "linux" || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get"))
    return false
  return /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"))
}

function browser() {
  if (findBrowser()) return
  if (!isDebianRoot())
    fail(
      "The browser tests need Chromium or Chrome: install one (Debian: apt-get install chromium) or set CHROMIUM_PATH.",
    )
  console.log("Installing Chromium …")
  aptInstall("chromium", "fonts-noto-cjk", "fonts-noto-color-emoji")
  if (!findBrowser()) fail("Chromium was installed but not found; set CHROMIUM_PATH.")
}

function office() {
  if (findOffice() && findPoppler()) return
  if (!isDebianRoot())
    fail(
      "The tests of exported files need LibreOffice and Poppler: install them (Debian: apt-get install " +
        "libreoffice-writer-nogui libreoffice-impress-nogui poppler-utils) or set SOFFICE_PATH to soffice and " +
        "POPPLER_PATH to the folder of pdftotext.",
    )
  console.log("Installing LibreOffice …")
  aptInstall("libreoffice-writer-nogui", "libreoffice-impress-nogui", "poppler-utils")
  if (!findOffice() || !findPoppler())
    fail("LibreOffice was installed but not found; set SOFFICE_PATH and POPPLER_PATH.")
}

function aptInstall(...packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" }
  const apt = ["-o", "DPkg::Lock::Timeout=600", "-qq"]
  run("apt-get", [...apt, "update"], { env })
  run("apt-get", [...apt, "install", "-y", "--no-install-recommends", ...packages], {
    env,
    stdio: ["ignore", "ignore", "inherit"],
  })
}

const steps = { install, build, browser, office }
for (const name of process.argv.slice(2)) if (name in steps) steps[name]()
