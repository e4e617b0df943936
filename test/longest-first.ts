// The order of files: those that take or wait longest begin first, so that at the end no worker is left alone with one.
import { BaseSequencer, type TestSpecification } from "vitest/node"

const longest = [/\/live\/silence\./, /\/browser\//, /\/live\//]

const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = longest.findIndex(pattern => pattern.test(moduleId))
  return rank === -1 ? longest.length : rank
}

export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rankOf(a) - rankOf(b))
  }
}
