// The commentary's table of contents: beside the text on a wide page, folded above it on a narrow one. Marks the
// section that is being read.
import { type RefObject, useEffect, useRef, useState } from "react"
import { useMedia } from "../ui/use-media.ts"
import { type Heading, headingElements } from "./headings.ts"
import styles from "./outline.module.css"

interface Props {
  headings: readonly Heading[]
  article: RefObject<HTMLElement | null>
}

export function Outline({ headings, article }: Props) {
  const isWide = useMedia("(min-width: 1100px)")
  const current = useCurrentHeading(headings, article)
  const nav = useRef<HTMLElement>(null)
  const top = Math.min(...headings.map(heading => heading.level))

  const go = (index: number) => {
    const element = article.current && headingElements(article.current)[index]
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches
    element?.scrollIntoView({ block: "start", behavior: isCalm ? "auto" : "smooth" })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows what is being read
  useEffect(() => {
    const box = nav.current
    const button = box?.querySelector<HTMLElement>("[aria-current]")
    // Not scrollIntoView, which would move the page as well.
    if (box && button) box.scrollTop = button.offsetTop - box.clientHeight / 2
  }, [current])
  return (
    <nav ref={nav} className={styles.outline} aria-label="Contents of the commentary" data-screen-only>
      {/* Another element on the other side of the break: what was folded on a phone opens on a wide page. */}
      <details key={String(isWide)} open={isWide}>
        <summary>Contents</summary>
        <ol>
          {headings.map((heading, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a heading is known by its place only
            <li key={index} data-depth={heading.level - top}>
              <button
                type="button"
                aria-current={index === current ? "true" : undefined}
                onClick={() => go(index)}
              >
                {heading.words || "Untitled"}
              </button>
            </li>
          ))}
        </ol>
      </details>
    </nav>
  )
}

/** The index of the last heading above the upper third of the window, -1 before the first. */
function useCurrentHeading(headings: readonly Heading[], article: RefObject<HTMLElement | null>): number {
  const [current, setCurrent] = useState(-1)
  // biome-ignore lint/correctness/useExhaustiveDependencies: other headings stand elsewhere
  useEffect(() => {
    let frame = 0
    const look = () => {
      const elements = article.current ? headingElements(article.current) : []
      setCurrent(elements.findLastIndex(element => element.getBoundingClientRect().top < innerHeight / 3))
    }
    const later = () => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(look)
    }
    later()
    addEventListener("scroll", later, { passive: true })
    return () => {
      removeEventListener("scroll", later)
      cancelAnimationFrame(frame)
    }
  }, [headings, article])
  return current
}
