import { HttpFailure } from '../../http';
import { type Account, fetchAccount, fetchOwnAccount } from '../../x/account';
import type { XClient } from '../../x/client';
import type { IntakeMemory } from './intake-memory';
import type { IntakeSettings } from './settings';

/**
 * The watched account, looked up once and remembered: X charges a user read for the answer. Throws `HttpFailure`, also when
 * messages are wanted of an account that is not the credential's own: X shows those of no other.
 */
export async function findAccount(
	client: XClient,
	settings: IntakeSettings,
	{ account: known }: IntakeMemory,
): Promise<Account> {
	if (known?.foundBy === settings.foundBy) return { id: known.id, handle: known.handle };
	if (settings.account === '') return await fetchOwnAccount(client);
	const account = await fetchAccount(client, settings.account);
	if (!settings.sources.includes('messages')) return account;
	const own = await fetchOwnAccount(client);
	if (own.id === account.id) return account;
	throw new HttpFailure(
		'misconfigured',
		`'Watch' contains Direct Messages, and the credential belongs to @${own.handle}, not to @${account.handle}`,
		{
			hint: `X shows private messages to nobody but their own account. Take Direct Messages out, leave 'Account' empty, or choose a credential of @${account.handle}.`,
		},
	);
}
