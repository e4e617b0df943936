// A part of the page whose code is fetched when it is first asked for. Where that fails, as on a line that is just lost,
// the page stays as it is and says so; the next asking fetches anew.
import { type ComponentType, lazy, useEffect } from "react"
import { useFeedback } from "./feedback.tsx"

/** What is not closed, such as a button, is simply not there until the page is loaded again. */
interface Closable {
  onClose?: () => void
}

/**
 * As React's `lazy`, which keeps a failure for good and throws it at the page.
 *
 * @param load fetches the part; called again after it has failed.
 */
export function lazyPart<Props extends Closable>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): ComponentType<Props> {
  const fetched = () => lazy(() => load().catch(() => ({ default: Missing })))
  let Part: ComponentType<Props> = fetched()

  function Missing({ onClose }: Props) {
    const { toast } = useFeedback()
    // biome-ignore lint/correctness/useExhaustiveDependencies: said once, whatever its owner draws meanwhile
    useEffect(() => {
      if (!onClose) return
      Part = fetched()
      toast({ message: "This could not be fetched from the server. Try again in a moment." })
      onClose()
    }, [])
    return null
  }

  return function LazyPart(props: Props) {
    return <Part {...props} />
  }
}
