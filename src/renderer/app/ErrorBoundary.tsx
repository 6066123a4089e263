import { Component, type ReactNode } from 'react'
import { ErrorPanel } from '../ui/ErrorPanel'
import styles from './Frame.module.css'

type Props = { at: string; title: string; todo: string; fact: string; children: ReactNode }

type State = { error: Error | null; at: string }

/** A bug in one page leaves the strip, the sidebar and the other pages alone. */
export class ErrorBoundary extends Component<Props, { error: Error | null }> {
  override state: State = { error: null, at: this.props.at }

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  /** Another page is another chance; the same page keeps its state, so nothing is mounted anew for going to a tab. */
  static getDerivedStateFromProps({ at }: Props, state: State): State | null {
    return at === state.at ? null : { error: null, at }
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    return (
      <div className={styles.waiting}>
        <ErrorPanel
          what={this.props.title}
          todo={this.props.todo}
          facts={[{ name: this.props.fact, value: error.message }]}
          onRetry={() => this.setState({ error: null })}
        />
      </div>
    )
  }
}
