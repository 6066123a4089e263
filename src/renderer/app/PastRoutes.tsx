/** The pages about what was read, in one file: each alone would cost the first screen a list of what it needs. */
export { CompareRoute } from './CompareRoute'
export { SearchRoute } from './SearchRoute'
export { SnapshotsRoute } from './SnapshotsRoute'
