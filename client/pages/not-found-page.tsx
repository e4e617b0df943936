// For addresses that lead nowhere, and rooms the server does not know.
import { MessagePage } from "./message-page.tsx"

export function NotFoundPage() {
  return (
    <MessagePage
      title="There is nothing at this address."
      detail="A room opens by its whole link, exactly as it was given to you. Perhaps a part of it was cut off."
    />
  )
}
