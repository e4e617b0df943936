// A contract of promises, as the thread sees it that owns the database: each call with its answer at once.

export type Immediate<Waiting> = {
  [Name in keyof Waiting]: Waiting[Name] extends (...given: infer Given) => Promise<infer Answer>
    ? (...given: Given) => Answer
    : never
}
