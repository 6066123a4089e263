import type { z } from 'zod'
import { activity } from './contract/activity'
import { addressSets } from './contract/address-sets'
import { applications } from './contract/applications'
import { compare } from './contract/compare'
import { environments } from './contract/environments'
import { exports } from './contract/exports'
import { health } from './contract/health'
import { history } from './contract/history'
import { imports } from './contract/imports'
import { iso } from './contract/iso'
import { keys } from './contract/keys'
import type { Op } from './contract/op'
import { preferences } from './contract/preferences'
import { refreshes } from './contract/refreshes'
import { resources } from './contract/resources'
import { rotations } from './contract/rotations'
import { search } from './contract/search'
import { settings } from './contract/settings'
import { shell } from './contract/shell'
import { updates } from './contract/updates'
import { snapshots } from './contract/snapshots'
import { upgrades } from './contract/upgrades'
import type { Result } from './result'

/** The whole of what main offers the window: the table of contents of the app. */
export const contract = {
  shell,
  environments,
  applications,
  keys,
  addressSets,
  rotations,
  health,
  resources,
  settings,
  iso,
  upgrades,
  exports,
  imports,
  activity,
  search,
  history,
  snapshots,
  compare,
  preferences,
  refreshes,
  updates,
}
export type Contract = typeof contract

type Ops = Record<string, Op>
type In<O extends Op> = z.output<O['input']>
type Out<O extends Op> = z.input<O['output']>

/** Who is asking: the window, as main knows it. The page cannot say this of itself. */
export type Caller = { windowId: number; signal: AbortSignal }

/** What a main service must offer for one feature. It throws AppError; it never returns a Result. */
export type Service<F extends Ops> = { [N in keyof F]: (input: In<F[N]>, caller: Caller) => Out<F[N]> | Promise<Out<F[N]>> }
export type Services = { [F in keyof Contract]: Service<Contract[F]> }

/** What the window sees of one feature. It never throws. */
export type Client<F extends Ops> = {
  [N in keyof F]: (input: z.input<F[N]['input']>) => Promise<Result<z.output<F[N]['output']>>>
}
export type Api = { [F in keyof Contract]: Client<Contract[F]> }
