/** Why a true alert is not sent. */
@NullMarked
package dev.bellwether.mute;

import org.jspecify.annotations.NullMarked;
