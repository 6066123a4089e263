import type { en } from './en'
import type { enLater } from './en-later'

/** A catalogue in another language: every text of the English one. */
type Translated<T> = { [Key in keyof T]: T[Key] extends string ? string : Translated<T[Key]> }
export type FirstWords = Translated<typeof en>
export type LaterWords = Translated<typeof enLater>
