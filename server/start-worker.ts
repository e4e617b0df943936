// Starts a thread of ours, from the built server and from source alike.
import { Worker, type WorkerOptions } from "node:worker_threads"

/**
 * @param name of the entry in vite.config.ts; its source is `<name>.ts` beside the caller, its build beside main.js.
 * @param caller the caller's `import.meta.url`.
 */
export function startWorker(name: string, caller: string, options: WorkerOptions): Worker {
  if (!caller.endsWith(".ts")) return new Worker(new URL(/* @vite-ignore */ `./${name}.js`, caller), options)
  // Node 20 does not load TypeScript in a worker by itself.
  const entry = JSON.stringify(new URL(/* @vite-ignore */ `./${name}.ts`, caller).href)
  const bootstrap = `import("tsx/esm/api").then(({ register }) => { register(); return import(${entry}) })`
  return new Worker(bootstrap, { ...options, eval: true })
}
