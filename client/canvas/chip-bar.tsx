// On a phone: the blocks as a row of chips that stays under the thumb. The one that is read is marked.
import { useEffect, useRef, useState } from "react"
import type { BlockId } from "../../shared/ids.ts"
import type { Block } from "../../shared/model/blocks.ts"
import styles from "./chip-bar.module.css"

interface ChipBarProps {
  blocks: readonly Block[]
  counts: ReadonlyMap<BlockId, number>
}

export function ChipBar({ blocks, counts }: ChipBarProps) {
  const current = useBlockInView(blocks)
  const bar = useRef<HTMLElement>(null)

  useEffect(() => {
    const chip = bar.current?.querySelector<HTMLElement>(`[data-chip="${current}"]`)
    // By hand: scrollIntoView would scroll the page too, while somebody scrolls it.
    if (chip && bar.current)
      bar.current.scrollLeft = chip.offsetLeft - bar.current.clientWidth / 2 + chip.clientWidth / 2
  }, [current])

  return (
    <nav ref={bar} className={styles.bar} aria-label="Blocks" data-screen-only>
      {blocks.map(({ id, step, title }) => (
        <a
          key={id}
          href={`#block-${id}`}
          className={styles.chip}
          data-chip={id}
          aria-current={id === current ? "location" : undefined}
        >
          <b>{step}</b>
          <span>{title}</span>
          <span className={styles.count}>{counts.get(id) ?? 0}</span>
        </a>
      ))}
    </nav>
  )
}

/** The block whose heading was the last to pass the top of the screen. */
function useBlockInView(blocks: readonly Block[]): BlockId | undefined {
  const [current, setCurrent] = useState(blocks[0]?.id)
  useEffect(() => {
    const elements = blocks.flatMap(({ id }) => document.getElementById(`block-${id}`) ?? [])
    const observer = new IntersectionObserver(
      () => {
        const passed = elements.filter(element => element.getBoundingClientRect().top < innerHeight / 3)
        const last = passed.at(-1) ?? elements[0]
        setCurrent(blocks.find(({ id }) => last?.id === `block-${id}`)?.id)
      },
      { rootMargin: "-33% 0px -66% 0px" },
    )
    for (const element of elements) observer.observe(element)
    return () => observer.disconnect()
  }, [blocks])
  return current
}
