import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const typed = ['src/**/*.{ts,tsx}', 'test/**/*.{ts,tsx}', '*.config.ts']

export default tseslint.config(
  { ignores: ['out', 'dist', '.tsbuild', 'node_modules', 'test-results', '.dependency-cruiser.cjs'] },
  {
    files: typed,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      'no-console': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // Handlers of React and of the event emitters take promises; the lint would ask for a wrapper around each.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      'max-lines': ['error', { max: 400 }],
    },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'no-restricted-globals': ['error', 'fetch', 'localStorage', 'sessionStorage', 'indexedDB', 'XMLHttpRequest', 'WebSocket'],
      'no-restricted-syntax': [
        'error',
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'The page shows text, never markup from data.' },
        { selector: 'JSXText[value=/\\p{L}/u]', message: 'Text lives in the catalogue: src/renderer/i18n.' },
        {
          selector:
            'JSXAttribute[name.name=/^(aria-label|aria-description|title|placeholder|alt|label|hint|text|tip)$/] > Literal[value=/\\p{L}/u]',
          message: 'Text lives in the catalogue: src/renderer/i18n.',
        },
      ],
    },
  },
  {
    files: ['src/main/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'electron', importNames: ['ipcMain'], message: 'Only ipc/listen.ts answers the window.' }] },
      ],
      'no-restricted-globals': ['error', { name: 'fetch', message: 'All requests go through platform/http.' }],
    },
  },
  { files: ['src/main/ipc/listen.ts'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['test/**/*.{ts,tsx}'], rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'max-lines': 'off' } },
)
