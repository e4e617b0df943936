// The Z.ai example: a copy to take apart, or the one everybody on this server shares.
import Copy from "lucide-react/icons/copy"
import Users from "lucide-react/icons/users"
import { useLocation } from "wouter"
import { linkPath } from "../../shared/api.ts"
import { getExample, whyNot } from "../api.ts"
import { Button } from "../ui/button.tsx"
import { useFeedback } from "../ui/feedback.tsx"
import styles from "./example-starts.module.css"
import home from "./home-page.module.css"
import type { RoomMaker } from "./use-create-room.ts"

export function ExampleStarts({ maker }: { maker: RoomMaker }) {
  const [, navigate] = useLocation()
  const { toast } = useFeedback()
  const see = async () => {
    const answer = await getExample()
    if (answer.ok) return navigate(linkPath(answer.value.id, answer.value.secret))
    toast({ message: whyNot(answer) })
  }
  return (
    <section aria-labelledby="example" className={home.section}>
      <h2 id="example" className={home.heading}>
        A finished one: Z.ai
      </h2>
      <p className={home.about}>
        Thirty cards on how a language-model company makes its money, with the article that explains them.
      </p>
      <div className={styles.ways}>
        <Button
          kind="primary"
          icon={Copy}
          disabled={maker.isCreating}
          onPress={() => void maker.create({ kind: "example" })}
        >
          Open the Z.ai example as my copy
        </Button>
        <Button kind="plain" icon={Users} onPress={() => void see()}>
          See the example everybody shares
        </Button>
      </div>
    </section>
  )
}
