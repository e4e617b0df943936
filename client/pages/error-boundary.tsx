// Where drawing fails: says so, says what is safe, and offers a way on instead of an empty page.
import { Component, type ReactNode } from "react"
import { Button } from "../ui/button.tsx"
import { MessagePage } from "./message-page.tsx"

interface ErrorBoundaryProps {
  children: ReactNode
  /** What else can be done, such as saving a copy of the room. */
  rescue?: ReactNode
}

export class ErrorBoundary extends Component<ErrorBoundaryProps, { error: unknown }> {
  override state: { error: unknown } = { error: undefined }

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === undefined) return this.props.children
    return (
      <MessagePage
        title="This page could not be drawn."
        detail={`Nothing that was saved is lost, and what is on this device stays there. The reason was: ${String(error)}`}
      >
        {this.props.rescue}
        <Button kind="primary" onPress={() => location.reload()}>
          Reload
        </Button>
      </MessagePage>
    )
  }
}
