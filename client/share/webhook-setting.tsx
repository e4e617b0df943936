// Where the room's discussion is sent to, for teams that read elsewhere: an address, the secret its signatures are made
// with, and how the latest deliveries went.
import { useCallback, useEffect, useState } from "react"
import type { Delivery, Webhook } from "../../shared/discussion-api.ts"
import { whyNot } from "../api.ts"
import { useRoom } from "../hooks/room-context.tsx"
import { useServerNow } from "../hooks/use-server-now.ts"
import { Button } from "../ui/button.tsx"
import { ConfirmButton } from "../ui/confirm-button.tsx"
import { CopyButton } from "../ui/copy-button.tsx"
import controls from "../ui/fields.module.css"
import { agoInWords } from "../ui/time-words.ts"
import { deleteWebhook, getDeliveries, getWebhook, setWebhook } from "./requests.ts"
import styles from "./share.module.css"

const SHOWN_AT_MOST = 8

export function WebhookSetting() {
  const { id } = useRoom()
  /** Null where the room has none; undefined before that is known. */
  const [webhook, setHook] = useState<Webhook | null>()
  const [deliveries, setDeliveries] = useState<readonly Delivery[]>([])
  const [failure, setFailure] = useState("")
  const look = useCallback(async () => {
    const [found, log] = await Promise.all([getWebhook(id), getDeliveries(id)])
    if (found.ok) setHook(found.value)
    else if (found.reached && found.problem.status === 404) setHook(null)
    else setFailure(whyNot(found))
    if (log.ok) setDeliveries(log.value.slice(0, SHOWN_AT_MOST))
  }, [id])
  useEffect(() => void look(), [look])
  const settle = async (asked: ReturnType<typeof setWebhook> | ReturnType<typeof deleteWebhook>) => {
    const answer = await asked
    setFailure(answer.ok ? "" : whyNot(answer))
    if (answer.ok) await look()
  }
  return (
    <section className={styles.setting} aria-label="Webhook">
      <div className={styles.words}>
        <h3 className={styles.label}>Webhook</h3>
        <p className={styles.facts}>
          {webhook
            ? `What is said in the discussion is sent to ${webhook.url}`
            : "Sends what is said in the discussion to a service of yours, signed."}
        </p>
      </div>
      {webhook === null && <NewAddress onChosen={url => void settle(setWebhook(id, { url }))} />}
      {webhook && (
        <>
          <CopyButton words={webhook.secret}>Copy its secret</CopyButton>
          <ConfirmButton
            question={`Nothing more is sent to ${webhook.url}.`}
            action="Stop sending"
            onConfirm={() => void settle(deleteWebhook(id))}
          >
            Stop
          </ConfirmButton>
          <Deliveries deliveries={deliveries} onLook={() => void look()} />
        </>
      )}
      {failure !== "" && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
    </section>
  )
}

function NewAddress({ onChosen }: { onChosen: (url: string) => void }) {
  const [url, setUrl] = useState("")
  return (
    <form
      className={styles.newToken}
      onSubmit={event => {
        event.preventDefault()
        onChosen(url.trim())
      }}
    >
      <input
        className={`${controls.control} ${styles.input}`}
        type="url"
        value={url}
        aria-label="Address of the service"
        placeholder="https://…"
        onChange={({ target }) => setUrl(target.value)}
      />
      <Button kind="plain" submits disabled={url.trim() === ""} onPress={() => undefined}>
        Send there
      </Button>
    </form>
  )
}

function Deliveries({ deliveries, onLook }: { deliveries: readonly Delivery[]; onLook: () => void }) {
  const serverNow = useServerNow()
  return (
    <div className={styles.log}>
      {deliveries.length === 0 && <p className={styles.facts}>Nothing has been sent yet.</p>}
      <ul className={styles.deliveries} aria-label="Latest deliveries">
        {deliveries.map(delivery => (
          <li key={delivery.id} className={styles.facts} data-state={delivery.state}>
            {deliveryInWords(delivery, serverNow())}
          </li>
        ))}
      </ul>
      <Button onPress={onLook}>Look again</Button>
    </div>
  )
}

const kinds: Record<Delivery["kind"], string> = {
  "thread-opened": "A thread was opened",
  "comment-added": "A comment was added",
  "thread-resolved": "A thread was resolved",
  "thread-reopened": "A thread was reopened",
}

/** @param nowMs ms since 1970 */
export function deliveryInWords(delivery: Delivery, nowMs: number, language?: string): string {
  const { kind, createdAt, attempts, state, status, fault } = delivery
  const tries = attempts === 1 ? "1 attempt" : `${attempts} attempts`
  const why = fault ?? (status === undefined ? "" : `answered ${status}`)
  const how = {
    delivered: "delivered",
    waiting: attempts === 0 ? "on its way" : `tried again soon after ${tries}`,
    failed: `given up after ${tries}`,
  }[state]
  const reason = state === "delivered" || why === "" ? "" : `: ${why}`
  return `${kinds[kind]} ${agoInWords(createdAt, nowMs, language)}, ${how}${reason}`
}
