/** What an audit came to: outcomes, waivers, verdict.json. */
package dev.touchstone.reports.verdict;
