import { createRoot } from 'react-dom/client'
import { App } from './app/App'
import { createStores, startStores } from './app/stores'
import { createApi, createListen, windowBridge } from './api'
import { startI18n } from './i18n/i18n'
import './ui/tokens.css'
import './ui/base.css'

startI18n()
const bridge = windowBridge()
const stores = createStores(createApi(bridge), createListen(bridge))
// Asked before React is set up, so that main works meanwhile.
void startStores(stores)

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no root.')
createRoot(root).render(<App stores={stores} />)
