// Stands around a live editor. A document may hold what the editor throws at, and then the text must still be read.
import { Component, type ReactNode } from "react"

interface Props {
  fallback: ReactNode
  children: ReactNode
}

/** Shows `fallback` once anything in `children` has thrown, until it is mounted anew. */
export class LiveBoundary extends Component<Props, { hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override render(): ReactNode {
    return this.state.hasFailed ? this.props.fallback : this.props.children
  }
}
