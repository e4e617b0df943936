// Hot reload for both sides: the server restarts when a file it imports changes, Vite serves the client and passes
// /api and /sync on to the server. Ends both when one ends.
import { spawn } from "node:child_process"

const commands = [
  ["--import", "tsx", "--watch", "--watch-preserve-output", "server/main.ts"],
  ["node_modules/vite/bin/vite.js", "--config", "client/vite.config.ts", "--clearScreen", "false"],
]
const env = {
  ...process.env,
  NINEFOLD_ORIGINS: process.env.NINEFOLD_ORIGINS ?? "http://localhost:5173,http://localhost:4000",
}
const children = commands.map(args => spawn(process.execPath, args, { stdio: "inherit", env }))
const stop = () => {
  for (const child of children) child.kill()
}
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, stop)
for (const child of children)
  child.on("exit", code => {
    stop()
    process.exitCode ||= code ?? 0
  })
