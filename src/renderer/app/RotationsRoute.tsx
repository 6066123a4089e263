import { useLocation } from 'wouter'
import { RotationsPage } from '../features/rotations/RotationsPage'
import { paths } from './routes'

export function RotationsRoute() {
  const [, navigate] = useLocation()
  return <RotationsPage onOpen={(id) => navigate(paths.rotation(id))} />
}
