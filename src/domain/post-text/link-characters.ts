/**
 * What may stand where in a link on X, as sources of character classes and patterns: ported from twitter-text 3.1.0
 * (Copyright Twitter, Inc., Apache License 2.0). They work on UTF-16 code units and ignore case, as the library's do.
 */
const accented =
	'\\u0300-\\u036f\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f\\u0253\\u0254\\u0256\\u0257\\u0259\\u025b\\u0263\\u0268\\u026f\\u0272\\u0289\\u028b\\u02bb\\u1e00-\\u1eff';
const directions = '\\u202a-\\u202e\\u061c\\u200e\\u200f\\u2066-\\u2069';
export const invalid = '\\ufffe\\ufeff\\uffff';
export const spaces =
	'\\t-\\r \\u0085\\u00a0\\u1680\\u180e\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
/** No part of a domain name; without "-", "_" and ".", which are between its letters. */
const outside = `!'#%&()*+,\\\\\\/:;<=>?@\\[\\]^{|}~$${spaces}${invalid}${directions}`;

/** Letters, digits, "-", "_" and "." of domain names in a row. */
export const domainRun = new RegExp(`[^${outside}]+`, 'g');

/** A letter or digit of a domain name: anything but what ends it and "-", "_", ".". */
export const domainLetter = new RegExp(`[^${outside}\\-_.]`);

/** What X takes for the plain part of a domain name when there is no http in front. */
export const plainLetter = new RegExp(`[-a-z\\d${accented}]`, 'i');

/** What may come right before a link. */
export const before = new RegExp(`[^A-Za-z0-9@＠$#＃${invalid}]`);

/** What ends a top-level domain. */
export const topLevelEnd = '(?=[^0-9a-zA-Z@+-]|$)';

const pathLetter = `[a-z\\u0400-\\u04ff!*';:=+,.$/%#[\\]\\-\\u2013_~@|&\\d${accented}]`;
const parens = `\\((?:${pathLetter}+|(?:${pathLetter}*\\(${pathLetter}+\\)${pathLetter}*))\\)`;
const pathEnd = `[+\\-a-z\\u0400-\\u04ff=_#/\\d${accented}]`;
/** The same as the library's, which tries a row of parentheses again from each of them. */
const path = `(?:${pathLetter}*(?:${parens}${pathLetter}*)*${pathEnd})?(?:${parens})*`;
const query = "\\?[a-z0-9!?*'@();:&=+$/%#[\\]\\-_.,~|]*[a-z0-9\\-_&=#/]";

/** Port, path (captured) and query, from right behind the domain. */
export const afterDomain = new RegExp(`(?::[0-9]+)?(/${path})?(?:${query})?`, 'iy');

/** X's own short links end with their key, whatever comes behind; it is captured. */
export const shortLink = new RegExp(`^https?://t\\.co/([a-z0-9]+)(?:${query})?`, 'i');
