const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    rule(
      'shared-stands-alone',
      'shared is the ground floor: it knows no other floor',
      { path: '^src/shared' },
      { path: '^src/(main|preload|renderer|sandbox)' },
    ),
    rule(
      'shared-is-pure',
      'zod and small pure parsers below it: no Node, no Electron, no React',
      { path: '^src/shared' },
      { dependencyTypes: ['core', 'npm', 'npm-dev'], pathNot: 'node_modules/(zod|ipaddr[.]js)/' },
    ),
    rule(
      'sandbox-knows-only-shared',
      'the hub must not know the app',
      { path: '^src/sandbox' },
      { path: '^src/(main|preload|renderer)|(^|/)electron(/|$)' },
    ),
    rule(
      'sandbox-behind-its-door',
      'main starts the sandbox in one place',
      { path: '^src/main', pathNot: '^src/main/features/sandbox/' },
      { path: '^src/sandbox' },
    ),
    rule(
      'renderer-knows-only-shared',
      'reach main through api.ts',
      { path: '^src/renderer' },
      { path: '^src/(main|preload|sandbox)|(^|/)electron(/|$)' },
    ),
    rule('renderer-has-no-node', 'the window is a web page', { path: '^src/renderer' }, { dependencyTypes: ['core'] }),
    rule(
      'preload-imports-only-electron',
      'it is sandboxed and must stay one small file',
      { path: '^src/preload' },
      { path: '^src|node_modules', pathNot: '^src/preload|node_modules/electron/' },
    ),
    rule(
      'features-do-not-touch-electron',
      'so that they run under plain Node in tests',
      { path: '^src/main/(features|platform/(db|hub))' },
      { path: '(^|/)electron(/|$)' },
    ),
    rule(
      'ui-is-plain',
      'buttons know nothing of keys',
      { path: '^src/renderer/ui' },
      { path: '^src/(shared|renderer/(features|app|api))' },
    ),
    rule(
      'feature-to-feature',
      'features meet in main/index.ts or in renderer/app, not in each other',
      { path: '^src/(main|renderer)/features/([^/]+)/' },
      { path: '^src/$1/features/', pathNot: '^src/$1/features/$2/' },
    ),
    rule(
      'features-do-not-know-the-app',
      'the app knows the features',
      { path: '^src/renderer/features' },
      { path: '^src/renderer/app/(App|routes)' },
    ),
    rule(
      'platform-below-features',
      'platform is stood upon; it does not look up',
      { path: '^src/main/platform' },
      { path: '^src/main/(features|ipc)' },
    ),
    rule(
      'sqlite-in-its-room',
      'SQL lives in *.repo.ts and platform/db',
      { path: '^src', pathNot: '[.]repo[.]ts$|^src/main/platform/db/' },
      { path: 'node_modules/(@types/)?better-sqlite3' },
    ),
    rule(
      'keytar-in-its-room',
      'one file knows which keychain library we use',
      { path: '^src', pathNot: '^src/main/platform/keychain/' },
      { path: 'node_modules/keytar' },
    ),
    rule(
      'migrations-are-frozen',
      'a migration that imports living code changes after it shipped',
      { path: '^src/main/platform/db/migrations/.*[0-9]{4}-' },
      { path: '^src', pathNot: '/migrations/migration[.]ts$' },
    ),
    rule('no-cycles', 'two files that need each other are one file', {}, { circular: true }),
    rule(
      'no-orphans',
      'nobody imports it: delete it or use it',
      { orphan: true, pathNot: '[.]d[.]ts$|^src/preload/index[.]ts$|[.]css$' },
      {},
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '[.]json$' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
}
