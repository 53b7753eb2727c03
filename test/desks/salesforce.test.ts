import { salesforceCapabilities } from '../../src/desks/salesforce/desk';
import { testDesk } from './contract';
import { openSalesforce } from './salesforce-desk';
import type { SandboxDesk } from './sandbox-desk';
import { testSalesforceTraps } from './salesforce-traps';

describe('Salesforce', () => {
	testDesk(openSalesforce, salesforceCapabilities, (get) =>
		testSalesforceTraps(() => get() as SandboxDesk),
	);
});
