// The React Compiler, which we do not use, cannot memoize what this hook returns, and its lint says so wherever the hook
// is called by its own name. DataTable calls everything it returns anew in each render.
export { useVirtualizer as useVirtualRows, defaultRangeExtractor, type Range } from '@tanstack/react-virtual'
