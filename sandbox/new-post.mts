import { isId } from './ids.mts';
import { forbidden, invalidRequest, type Answer } from './problems.mts';
import { REPLY_SETTINGS } from './reply-settings.mts';
import { isRecord, wrongBody } from './request-body.mts';
import type { ReplySettings } from './world.mts';

/** The body of `POST /2/tweets`, checked as far as it can be without knowing who and what exists. */
export interface NewPost {
	/** Empty when a picture says it all. */
	text: string;
	replyTo?: string;
	exclude: string[];
	mediaIds: string[];
	taggedUserIds: string[];
	replySettings?: ReplySettings;
	madeWithAi: boolean;
	directMessageLink?: string;
	poll?: { options: string[]; minutes: number };
}

const FLAGS = [
	'made_with_ai',
	'paid_partnership',
	'share_with_followers',
	'nullcast',
	'for_super_followers_only',
];
const KNOWN = [
	...FLAGS,
	'text',
	'reply',
	'quote_tweet_id',
	'media',
	'poll',
	'reply_settings',
	'direct_message_deep_link',
	'edit_options',
	'community_id',
	'card_uri',
	'geo',
];
const KNOWN_OF_MEDIA = [
	'media_ids',
	'tagged_user_ids',
	'call_to_actions',
	'description',
	'embeddable',
	'preview_media_id',
	'title',
];
const KNOWN_OF_REPLY = [
	'in_reply_to_tweet_id',
	'exclude_reply_user_ids',
	'auto_populate_reply_metadata',
];
const EXCLUSIVE = ['media', 'poll', 'quote_tweet_id', 'card_uri', 'direct_message_deep_link'];
const MESSAGE_LINK = /^https:\/\/(?:x|twitter)\.com\/messages\/compose\?(?:\S*&)?recipient_id=\d+/;

export function readNewPost(body: unknown): NewPost | Answer {
	const wrong = wrongBody(body, KNOWN);
	if (wrong || !isRecord(body)) return wrong ?? badField('', 'is no object');
	const exclusive = EXCLUSIVE.filter((key) => body[key] !== undefined);
	if (exclusive.length > 1)
		return badField(exclusive[1], `is mutually exclusive with ${exclusive[0]}`);
	if (body.quote_tweet_id !== undefined) {
		return forbidden(
			'Quoting this post is not allowed because you have not been mentioned or are not part of the conversation thread of the post you are quoting.',
		);
	}
	if (body.edit_options !== undefined) return forbidden('You are not permitted to edit this Post.');
	const flag = FLAGS.find((key) => body[key] !== undefined && typeof body[key] !== 'boolean');
	if (flag) return badField(flag, 'must be true or false');
	const settings = body.reply_settings as ReplySettings | undefined;
	if (settings !== undefined && !REPLY_SETTINGS.includes(settings)) {
		return badField(
			'reply_settings',
			`does not have a value in the enumeration ["${REPLY_SETTINGS.join('", "')}"]`,
		);
	}
	const link = body.direct_message_deep_link;
	if (link !== undefined && (typeof link !== 'string' || !MESSAGE_LINK.test(link))) {
		return badField(
			'direct_message_deep_link',
			'must be like https://x.com/messages/compose?recipient_id=1',
		);
	}
	const media = readMediaPart(body.media);
	if ('status' in media) return media;
	const poll = readPoll(body.poll);
	if (poll && 'status' in poll) return poll;
	const { text = '' } = body;
	if (typeof text !== 'string' || (text.trim() === '' && media.mediaIds.length === 0)) {
		return badField('text', 'must be present and must not be empty');
	}
	const reply = readReply(body.reply);
	if ('status' in reply) return reply;
	return {
		text,
		...reply,
		...media,
		replySettings: settings,
		madeWithAi: body.made_with_ai === true,
		directMessageLink: link,
		poll,
	};
}

function readReply(reply: unknown): Pick<NewPost, 'replyTo' | 'exclude'> | Answer {
	if (reply === undefined) return { exclude: [] };
	const wrong = wrongBody(reply, KNOWN_OF_REPLY, '$.reply');
	if (wrong) return wrong;
	const { in_reply_to_tweet_id: id, exclude_reply_user_ids: exclude = [] } = reply as Fields;
	if (typeof id !== 'string' || !isId(id)) {
		return badField('reply.in_reply_to_tweet_id', 'does not match the regex pattern ^[0-9]{1,19}$');
	}
	if (!isListOfIds(exclude)) {
		return badField('reply.exclude_reply_user_ids', 'must be a list of user ids');
	}
	return { replyTo: id, exclude };
}

function readMediaPart(media: unknown): Pick<NewPost, 'mediaIds' | 'taggedUserIds'> | Answer {
	if (media === undefined) return { mediaIds: [], taggedUserIds: [] };
	const wrong = wrongBody(media, KNOWN_OF_MEDIA, '$.media');
	if (wrong) return wrong;
	const { media_ids: ids, tagged_user_ids: tagged = [] } = media as Fields;
	if (!isListOfIds(ids) || ids.length < 1 || ids.length > 4 || new Set(ids).size < ids.length) {
		return badField('media.media_ids', 'must be a list of 1 to 4 different media ids');
	}
	if (!isListOfIds(tagged) || tagged.length > 10) {
		return badField('media.tagged_user_ids', 'must be a list of at most 10 user ids');
	}
	return { mediaIds: ids, taggedUserIds: tagged };
}

function readPoll(poll: unknown): NewPost['poll'] | Answer {
	if (poll === undefined) return undefined;
	const wrong = wrongBody(poll, ['options', 'duration_minutes', 'reply_settings'], '$.poll');
	if (wrong) return wrong;
	const { options, duration_minutes: minutes } = poll as Fields;
	const fits = (option: unknown) =>
		typeof option === 'string' && option.trim() !== '' && [...option].length <= 25;
	if (!Array.isArray(options) || options.length < 2 || options.length > 4 || !options.every(fits)) {
		return badField('poll.options', 'must be a list of 2 to 4 texts of 1 to 25 characters');
	}
	if (
		typeof minutes !== 'number' ||
		!Number.isInteger(minutes) ||
		minutes < 5 ||
		minutes > 10_080
	) {
		return badField('poll.duration_minutes', 'is not a whole number from 5 to 10080');
	}
	return { options: options as string[], minutes };
}

type Fields = Record<string, unknown>;

const isListOfIds = (value: unknown): value is string[] =>
	Array.isArray(value) && value.every((id) => typeof id === 'string' && isId(id));

const badField = (field: string, why: string): Answer => invalidRequest(`$.${field}: ${why}`);
