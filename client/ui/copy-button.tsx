// A button that copies words and says on itself that it has; where the browser does not let it, the words are shown to
// be copied by hand.
import Check from "lucide-react/icons/check"
import Copy from "lucide-react/icons/copy"
import { useEffect, useRef, useState } from "react"
import { Button, type ButtonProps } from "./button.tsx"
import { copyWords } from "./clipboard.ts"
import styles from "./copy-button.module.css"
import said from "./said.module.css"

interface CopyButtonProps extends Pick<ButtonProps, "kind" | "disabled"> {
  children: string
  words: string
  /** Copies once on being shown: for words that somebody has just asked for. */
  atOnce?: boolean
  onCopied?: () => void
}

const SAID_FOR_MS = 2_500

export function CopyButton(props: CopyButtonProps) {
  const { children, words, onCopied, kind = "plain", disabled, atOnce = false } = props
  const [copying, setCopying] = useState<{ state: "idle" | "copied" | "by-hand" }>({ state: "idle" })
  useEffect(() => {
    if (copying.state !== "copied") return
    const timer = setTimeout(setCopying, SAID_FOR_MS, { state: "idle" })
    return () => clearTimeout(timer)
  }, [copying])
  const copy = async () => {
    const isCopied = await copyWords(words)
    setCopying({ state: isCopied ? "copied" : "by-hand" })
    onCopied?.()
  }
  const first = useRef(atOnce ? copy : undefined)
  useEffect(() => {
    void first.current?.()
    first.current = undefined
  }, [])
  const isCopied = copying.state === "copied"
  return (
    <>
      <Button
        kind={kind}
        icon={isCopied ? Check : Copy}
        disabled={disabled ?? false}
        onPress={() => void copy()}
      >
        {isCopied ? "Copied" : children}
      </Button>
      <span role="status" className={said.said}>
        {isCopied ? "Copied." : ""}
      </span>
      {copying.state === "by-hand" && (
        <input
          className={styles.byHand}
          readOnly
          aria-label="To be copied by hand"
          value={words}
          onFocus={event => event.currentTarget.select()}
        />
      )}
    </>
  )
}
