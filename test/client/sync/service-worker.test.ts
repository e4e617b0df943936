// When a newer version of the program is offered, and what happens when it is started.
import { expect, test, vi } from "vitest"
import { keepProgram } from "../../../client/sync/service-worker.ts"
import { eventually } from "../../harness/wait.ts"

/** What the browser would have: a container whose registration the test drives. */
function browser(controller: object | null, waiting: object | null = null) {
  const registration = Object.assign(new EventTarget(), { waiting, installing: null as EventTarget | null })
  const container = Object.assign(new EventTarget(), { controller, register: async () => registration })
  return { registration, container: container as unknown as ServiceWorkerContainer }
}

const worker = () => Object.assign(new EventTarget(), { state: "installing", postMessage: vi.fn() })

async function arrives(registration: ReturnType<typeof browser>["registration"]) {
  await Promise.resolve()
  const coming = worker()
  registration.installing = coming
  registration.dispatchEvent(new Event("updatefound"))
  coming.state = "installed"
  coming.dispatchEvent(new Event("statechange"))
  return coming
}

test("[CL10] the first version ever is not offered: there is nothing it replaces", async () => {
  const { container, registration } = browser(null)
  const offered = vi.fn()

  keepProgram(container, offered, () => {})
  await arrives(registration)

  expect(offered).not.toHaveBeenCalled()
})

test("[CL10] a newer version waits until it is started, and then the page is loaded again", async () => {
  const { container, registration } = browser({})
  const offered = vi.fn<(start: () => void) => void>()
  const reload = vi.fn()
  keepProgram(container, offered, reload)
  const coming = await arrives(registration)
  expect([offered.mock.calls.length, coming.postMessage.mock.calls.length]).toEqual([1, 0])

  offered.mock.calls[0]?.[0]()
  expect(coming.postMessage).toHaveBeenCalledWith({ type: "SKIP_WAITING" })
  expect(reload).not.toHaveBeenCalled()
  container.dispatchEvent(new Event("controllerchange"))

  expect(reload).toHaveBeenCalledTimes(1)
})

test("[CL10] a version that was waiting already is offered on opening", async () => {
  const { container } = browser({}, worker())
  const offered = vi.fn()

  keepProgram(container, offered, () => {})
  await eventually(() => expect(offered).toHaveBeenCalledTimes(1))
})
