import { hasLink } from '../../domain/post-text/links';
import type { PublishAction, ReplyAction } from '../../domain/policy/outgoing-action';
import { isId } from '../../domain/post-id';
import { sendX } from '../call';
import { parseRecord } from '../envelope';
import { toMalformed } from '../failure';
import { type PriceItem, pricesUsd } from '../prices';
import type { Sending } from './sending';
import { uploadMedia } from './upload-media';

/** Makes the posts of a reply or publication that are not there yet, each answering the one before. Throws `HttpFailure`. */
export async function sendPosts(sending: Sending<ReplyAction | PublishAction>): Promise<void> {
	const { action } = sending.permit;
	let previousId = sending.sentBefore.at(-1) ?? toStart(action);
	for (const [index, text] of action.texts.entries()) {
		if (index < sending.sentBefore.length) continue;
		const mediaIds = index === 0 ? await uploadMedia(sending, action.media, 'tweet') : [];
		previousId = await createPost(sending, {
			...(text === '' ? {} : { text }),
			...(previousId ? { reply: { in_reply_to_tweet_id: previousId } } : {}),
			...(mediaIds.length > 0 ? { media: { media_ids: mediaIds } } : {}),
			...(action.kind === 'publish' && action.whoCanReply && index === 0
				? { reply_settings: action.whoCanReply }
				: {}),
		});
		const item = toPriceItem(text, index === 0 && sending.isSummoned);
		sending.onCharges([{ item, unitUsd: pricesUsd[item] }]);
		sending.onSent(previousId);
	}
}

/** What X charges for a post with that text. */
export function toPriceItem(text: string, isSummoned: boolean): PriceItem {
	if (hasLink(text)) return 'postCreateWithLink';
	return isSummoned ? 'summonedReply' : 'postCreate';
}

const toStart = (action: ReplyAction | PublishAction) =>
	action.kind === 'reply' ? action.toPostId : undefined;

async function createPost(
	{ client, permit }: Sending<ReplyAction | PublishAction>,
	body: Record<string, unknown>,
): Promise<string> {
	const answer = await sendX(client, permit, 'createPost', { body });
	const { id } = parseRecord(answer);
	if (!isId(id)) throw toMalformed(answer.call, answer.body);
	return id;
}
