import type { IPollFunctions } from 'n8n-workflow';

import type { SourceName } from '../../domain/intake/coverage';
import type { Account } from '../../x/account';
import { pollFollowersSource } from '../../x/intake/followers';
import { createKeywordSource } from '../../x/intake/keywords';
import { pollMentionsSource } from '../../x/intake/mentions';
import { pollMessagesSource } from '../../x/intake/messages';
import type { PollSource, Turn, TurnResult } from '../../x/intake/turn';
import { readKeywordSettings } from './keyword-settings';
import type { IntakeSettings } from './settings';

/** Sources whose memory is nobody else's business. */
export interface Sources extends Record<SourceName, AnySource> {
	/** What keywords are searched with. */
	query?: string;
}

type AnySource = (turn: Turn, memory: unknown) => Promise<TurnResult<unknown>>;

/** Settings of a source that cannot be right throw here, before anything is read. */
export function openSources(
	context: IPollFunctions,
	{ sources }: IntakeSettings,
	account: Account,
): Sources {
	const keywords = sources.includes('keywords')
		? readKeywordSettings(context, account.handle)
		: undefined;
	return {
		mentions: toAny(pollMentionsSource),
		keywords: keywords ? toAny(createKeywordSource(keywords)) : unused,
		messages: toAny(pollMessagesSource),
		followers: toAny(pollFollowersSource),
		...(keywords && { query: keywords.query }),
	};
}

/** What comes out of static data is what the same source has put in. */
const toAny =
	<Memory>(source: PollSource<Memory>): AnySource =>
	async (turn, memory) =>
		await source(turn, memory as Memory | undefined);

const unused: AnySource = () => {
	throw new Error('this source is switched off');
};
