import type { Cue } from './cues';

/** Signs of posts that ask nothing of the company: spam, job offers, news, promotion, an agent's own words. */
export const noiseCues: Cue[] = [
	{
		name: 'job offer',
		words:
			'were hiring, is hiring, are hiring, now hiring, hiring now, hiring for, apply now, apply here, apply today, job opening*, job alert, job opportunit*, vacancy, vacancies, join our team, to work for, want to work at, career opportunit*, recruiting, see our latest, work from home, click to apply',
	},
	{
		name: 'give-away or follow-back',
		words:
			'giveaway, give away, enter to win, chance to win, win a, follow back, followback, follow me, follow for follow, rt to win, retweet to win, rt and follow, follow and rt, like and retweet, tag a friend, i entered, ive entered, ifb, sweepstakes, free gift card, free iphone, claim now, airdrop, whitelist, presale, giveaways, tag <num> friends',
	},
	{
		name: 'money promise',
		words:
			'make money, earn money, passive income, earn <num>, earning points, per day from home, double your, crypto signals, forex, bitcoin, btc, crypto, nft, nfts, trading signals, guaranteed profit*, guaranteed returns, financial freedom, dm me to, dm me for, dm to, recovered my, recover your, recovery expert, hacker, casino, betting tips, onlyfans, sugar daddy, buy followers, gain followers, cheap followers, followers instantly, whatsapp me, telegram channel, join my, join our telegram, loan offer',
	},
	{
		name: 'promotion',
		words:
			'check out my, check out our, use my code, use code, my referral, referral code, referral link, sign up here, sign up now, sign up with, link in bio, shop now, buy now, order now, on sale now, limited time, limited offer, promo code, percent off, <num> off, free shipping on, new video, my new video, new blog, blog post, my latest, new post, subscribe to my, my channel, youtube channel, i liked a, added a video, listen to my, stream my, sponsored, partnership with, visit our website, available now at, get yours, download our, buy one get one, wholesale',
	},
	{
		name: 'news line',
		words:
			'breaking :, breaking news, analysts say, just in, announces, announced, shares of, shares rise, shares fall, stock price, share price, quarterly earnings, q1, q2, q3, q4, earnings, revenue, analyst*, ceo of, according to, press release, read more, full story, acquires, acquisition, partners with, unveils, merger, lawsuit against, downgraded, upgraded to, market cap, nasdaq, nyse, investors, shareholders, ipo, study finds, report says, top <num>, how to win, <num> ways, <num> tips',
	},
	{
		name: 'promotional hashtag',
		words:
			'ad, sponsored, giveaway*, contest, win, hiring, jobs, job, career*, nowhiring, followback, teamfollowback, followme, f4f, crypto*, bitcoin, forex, nft*, airdrop, promo, sale, deals, news, breaking, breakingnews, stocks, investing, marketing, seo, startup, photography, selfie, freebie*, free, cash, jobsearch, remotejob*, job*, sweepstakes, affiliate, onlinebusiness',
		hashtagOnly: true,
	},
	{
		name: 'agent phrase',
		words:
			'sorry to hear, sorry for the inconvenience, apologies for, we apologise, we apologize, were sorry, please dm us, dm us, send us a dm, send us, our team, well get back, well look into, happy to help, glad to help, thanks for reaching, thank you for reaching, thanks for contacting, thank you for contacting, please be advised, thank you for your interest, thanks for getting in touch, reach out to us, follow us, please contact us, let us know, hope this helps, you should be able, you can call, feel free to, we have passed, can you please provide, thanks for your patience, thank you for your patience',
	},
];

const agentPhrase = 'agent phrase';

/** Names of the cues of those who want something else than care. */
export const spamCues = new Set(
	noiseCues.map(({ name }) => name).filter((name) => name !== agentPhrase),
);
