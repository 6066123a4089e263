import { Component, type ReactNode } from 'react'
import { ErrorPanel } from '../ui/ErrorPanel'
import styles from './Frame.module.css'

type Props = { title: string; todo: string; fact: string; children: ReactNode }

/** A bug in one page leaves the strip, the sidebar and the other pages alone. */
export class ErrorBoundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) }
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
