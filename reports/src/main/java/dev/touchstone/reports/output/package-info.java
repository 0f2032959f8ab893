/** All reports of one audit, written so that a verdict never stands beside parts of another audit. */
package dev.touchstone.reports.output;
