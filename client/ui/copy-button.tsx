// A button that copies words and says on itself that it has; where the browser does not let it, the words are shown to
// be copied by hand.
import Check from "lucide-react/icons/check"
import Copy from "lucide-react/icons/copy"
import { useEffect, useState } from "react"
import { Button, type ButtonProps } from "./button.tsx"
import { copyWords } from "./clipboard.ts"
import styles from "./copy-button.module.css"

interface CopyButtonProps extends Pick<ButtonProps, "kind" | "disabled"> {
  children: string
  /** What it copies; undefined where getting it has failed, which whoever gets it says. */
  words: string | (() => Promise<string | undefined>)
  onCopied?: () => void
}

const SAID_FOR_MS = 2_500

type Copying = { state: "idle" } | { state: "copied" } | { state: "by-hand"; words: string }

export function CopyButton({ children, words, onCopied, kind = "plain", disabled }: CopyButtonProps) {
  const [copying, setCopying] = useState<Copying>({ state: "idle" })
  useEffect(() => {
    if (copying.state !== "copied") return
    const timer = setTimeout(setCopying, SAID_FOR_MS, { state: "idle" })
    return () => clearTimeout(timer)
  }, [copying])
  const copy = async () => {
    const got = typeof words === "string" ? words : await words()
    if (got === undefined) return
    const isCopied = await copyWords(got)
    setCopying(isCopied ? { state: "copied" } : { state: "by-hand", words: got })
    onCopied?.()
  }
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
      <span role="status" className={styles.said}>
        {isCopied ? "Copied." : ""}
      </span>
      {copying.state === "by-hand" && (
        <input
          className={styles.byHand}
          readOnly
          aria-label="To be copied by hand"
          value={copying.words}
          onFocus={event => event.currentTarget.select()}
        />
      )}
    </>
  )
}
