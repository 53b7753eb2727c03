import { odooCapabilities } from '../../src/desks/odoo/desk';
import { testDesk } from './contract';
import { type OdooUnderTest, openOdoo } from './odoo-under-test';
import { testOdooTraps } from './odoo-traps';

describe('Odoo by JSON-2, leads', () => {
	testDesk(
		async () => await openOdoo(),
		odooCapabilities,
		(get) =>
			testOdooTraps(() => get() as OdooUnderTest, { interface: 'json2', recordKind: 'crm.lead' }),
	);
});

describe('Odoo by JSON-RPC, helpdesk tickets', () => {
	const over = { interface: 'jsonRpc', recordKind: 'helpdesk.ticket' } as const;
	testDesk(
		async () => await openOdoo(over),
		odooCapabilities,
		(get) => testOdooTraps(() => get() as OdooUnderTest, over),
	);
});
