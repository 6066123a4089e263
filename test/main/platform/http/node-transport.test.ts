import { afterAll, describe } from 'vitest'
import { createNodeTransport } from '../../../../src/main/platform/http/node-transport'
import { transportSuite } from './transport-suite'

const transport = createNodeTransport()
afterAll(() => transport.close())

describe('the transport over Node', () => transportSuite((request) => transport.send(request)))
