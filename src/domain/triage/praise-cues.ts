import type { Cue } from './cues';

/** Words of content: thanks, liking, and something put right. */
export const praiseCues: Cue[] = [
	{
		name: 'thanks',
		words:
			'thank you, thanks, thankyou, thx, thks, tks, ty, cheers, thank u, many thanks, thanks a lot, thanks so much, thank you so much, much appreciated, appreciate, appreciated, grateful, thankful, props, kudos, shout out, shoutout, hats off, thank god, thank the, thanks to, thanks for, thank you for, thankyou for',
	},
	{
		name: 'praise',
		words:
			'great, awesome, amazing*, excellent, fantastic, brilliant, wonderful, perfect, perfectly, lovely, superb, outstanding, incredible, impressive, impressed, best, beautiful, delicious, yummy, tasty, good, nice, nicely, cool, smooth, smoothest, fast, quick, quickly, friendly, kind, helpful, polite, super, stellar, exceptional, pleasant, nailed it, rocks, rock, top notch, well done, good job, great job, nice work, great work, good work, nice job, bravo, congrats, congratulations, blessing, legend, legends, heroes, hero, stars, class act',
	},
	{
		name: 'liking',
		words:
			'love, loved, loves, loving, luv, happy, glad, pleased, delighted, enjoy*, excited, favorite, favourite, fan, fan of, obsessed, addicted, cant wait, so good, so happy, very happy, proud, my fave, made my day, blown away, recommend, highly recommend, thrilled, satisfied, yay, woohoo, woo, wow',
	},
	{
		name: 'put right',
		words:
			'sorted, all sorted, working now, works now, now working, fixed now, all good, back up, back on, solved, got it working, working again, works great, works fine, working fine, arrived today, arrived safely, as promised, great service, good service, great customer service, excellent service, best service, excellent customer service, amazing service, amazing customer service, going strong',
	},
	{
		name: 'happy sign',
		words:
			'😀, 😃, 😄, 😁, 😊, 🙂, 😍, 🥰, 😘, ❤, ♥, 💕, 💙, 💚, 💛, 🧡, 💜, 👍, 👏, 🙏, 🎉, 😎, 🙌, ✨, 🤗, 💯, 🔥, 👌',
		marks: true,
	},
	{
		name: 'unhappy sign',
		words:
			'😡, 😠, 🤬, 😤, 😒, 😞, 😔, 😩, 😫, 😢, 😭, 👎, 💔, 🙄, 😑, 😐, 😣, 😖, 🤦, 🤮, 🤢, 😳, ☹, 🙁, 😕, 😟',
		marks: true,
	},
	{ name: 'smiley', words: ':), :-), :d, ;), ;-), =), :p, ;d', marks: true },
	{ name: 'frown', words: ':(, :-(, :/, :-/, :|, =(, :-|', marks: true },
	{ name: 'exclamation', words: '!, !!, !!!, ！, .!', marks: true },
	{ name: 'trailing dots', words: '..., .., …, ...., .....', marks: true },
	{ name: 'quotation', words: '", “, ”', marks: true },
];
