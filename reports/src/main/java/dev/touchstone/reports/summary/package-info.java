/** The verdict for a reader: on a terminal, and in Markdown. */
package dev.touchstone.reports.summary;
