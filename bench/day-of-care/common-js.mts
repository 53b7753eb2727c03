/**
 * What the benchmark takes from folders that are CommonJS: required, because a module of that kind knows its folder and is one
 * with what others require only then.
 */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
/** Nodes that fail are looked at here, not on the console. */
process.env.N8N_LOG_LEVEL ??= 'silent';

export const { XCareOAuth2Api } =
	require('../../credentials/XCareOAuth2Api.credentials.ts') as typeof import('../../credentials/XCareOAuth2Api.credentials.ts');
export const { XCare } =
	require('../../nodes/XCare/XCare.node.ts') as typeof import('../../nodes/XCare/XCare.node.ts');
export const { XCareTrigger } =
	require('../../nodes/XCareTrigger/XCareTrigger.node.ts') as typeof import('../../nodes/XCareTrigger/XCareTrigger.node.ts');
export const { toXCredential } =
	require('../../test/support/credentials-helper.ts') as typeof import('../../test/support/credentials-helper.ts');
export const { runNode } =
	require('../../test/support/node-context.ts') as typeof import('../../test/support/node-context.ts');
export const { createPolledNode } =
	require('../../test/support/poll-context.ts') as typeof import('../../test/support/poll-context.ts');
export const { startSandbox } =
	require('../../test/support/sandbox.ts') as typeof import('../../test/support/sandbox.ts');
