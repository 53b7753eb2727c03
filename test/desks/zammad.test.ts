import { zammadCapabilities } from '../../src/desks/zammad/desk';
import { testDesk } from './contract';
import type { SandboxDesk } from './sandbox-desk';
import { testZammadSetUp } from './zammad-set-up';
import { testZammadTraps } from './zammad-traps';
import { openZammad } from './zammad-under-test';

describe('Zammad', () => {
	testDesk(openZammad, zammadCapabilities, (get) => {
		testZammadTraps(() => get() as SandboxDesk);
		testZammadSetUp(() => get() as SandboxDesk);
	});
});
