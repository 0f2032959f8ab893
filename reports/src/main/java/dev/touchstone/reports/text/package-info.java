/** Text from a hostile place, made harmless to print. */
package dev.touchstone.reports.text;
