// The two kinds of choice besides the format: one of some, and yes or no.
import type { ReactNode } from "react"
import styles from "./files.module.css"

interface SelectProps<Value extends string> {
  label: string
  value: Value
  options: readonly (readonly [value: Value, name: string])[]
  onChoose: (value: Value) => void
}

export function Select<Value extends string>({ label, value, options, onChoose }: SelectProps<Value>) {
  return (
    <label className={styles.field}>
      <span>{label}</span>
      <select
        value={value}
        onChange={event => {
          const chosen = options.find(([each]) => each === event.target.value)
          if (chosen) onChoose(chosen[0])
        }}
      >
        {options.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

interface CheckProps {
  isOn: boolean
  onChange: (isOn: boolean) => void
  children: ReactNode
}

export function Check({ isOn, onChange, children }: CheckProps) {
  return (
    <label className={styles.check}>
      <input type="checkbox" checked={isOn} onChange={event => onChange(event.target.checked)} />
      {children}
    </label>
  )
}
